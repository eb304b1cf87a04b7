import { render } from "preact";
import "../../../guardian/web/page/styles/colours.css";
import "../../../guardian/web/page/styles/layout.css";
import "../../../guardian/web/page/styles/device.css";
import "../../../guardian/web/page/styles/lamp.css";
import "../../../guardian/web/page/styles/button.css";
import "./show.css";
import "./map.css";
import "./lists.css";
import { App } from "./app.tsx";

// The token has become a cookie; it need not stand in the address bar, where it would be copied along with a link.
history.replaceState(null, "", "/");

const root = document.getElementById("page");
if (root !== null) render(<App />, root);
