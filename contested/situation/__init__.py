"""The situation: events, rival accounts, control and tolls, as pure functions of a record's claims."""
