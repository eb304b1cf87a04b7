import { render } from "preact";
import "leaflet/dist/leaflet.css";
import "./styles/colours.css";
import "./styles/layout.css";
import "./styles/panel.css";
import "./styles/account.css";
import "./styles/ask.css";
import "./styles/incidents.css";
import "./styles/map.css";
import "./styles/wearer.css";
import "./styles/device.css";
import "./styles/lamp.css";
import "./styles/button.css";
import "./styles/notice.css";
import { App } from "./app.tsx";

// The token has become a cookie; it need not stand in the address bar, where it would be copied along with a link.
history.replaceState(null, "", "/");

const root = document.getElementById("page");
if (root !== null) render(<App />, root);
