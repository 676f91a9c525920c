import "./page/page.css";
import { openSource } from "./data/load.ts";
import { App } from "./page/app.ts";

void new App(openSource()).start();
