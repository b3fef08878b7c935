/** Puts the page together: one scene from the server, three rooms. */
import { CallsRoom } from "./calls.js";
import { People, startPayload } from "./chat/people.js";
import { ChatView } from "./chat/view.js";
import { h, icon, iconButton, swapIcon } from "./dom.js";
import { language, say, speak } from "./i18n.js";
import { MailRoom } from "./mail.js";
import { isMuted, mute } from "./mute.js";
import { get } from "./net.js";
import { PhonesRoom } from "./phones/room.js";
import { soundCard } from "./phones/sound.js";

const TABS = { chat: "chat", phones: "phone", calls: "calls", mail: "mail" };
const LOWER = ["calls", "mail"]; // on a wide screen they share a place
const place = (id) => document.getElementById(id);

function top() {
  const muteButton = iconButton(isMuted() ? "sound-off" : "sound", "mute_all", "mute-all", () => (mute(!isMuted()), drawMute()), "top-button");
  const drawMute = () => {
    swapIcon(muteButton, isMuted() ? "sound-off" : "sound");
    muteButton.setAttribute("aria-pressed", isMuted());
    ["aria-label", "title"].forEach((slot) => say(muteButton, slot, isMuted() ? "unmute_all" : "mute_all"));
  };
  const languageButton = h("button", {
    class: "top-button language",
    type: "button",
    t: "other_language",
    hint: "language",
    "data-testid": "language",
    on: { click: () => speak(language() === "ru" ? "en" : "ru") },
  });
  drawMute();
  const brand = h("div", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "" }), h("h1", { text: "Gudok" }), h("span", { class: "soft", t: "tagline" }));
  place("top").append(brand, muteButton, languageButton);
}

/** The tabs at the bottom of a narrow screen; `bottom.onShow()` is called after each change. */
function tabs(scene) {
  const shown = Object.entries(TABS).filter(([name]) => name !== "mail" || scene.mail);
  const buttons = shown.map(([name, image]) => {
    const badge = h("span", { class: "badge", hidden: true });
    const button = h("button", { type: "button", "data-testid": `tab-${name}`, on: { click: () => show(name) } }, h("span", { class: "tab-icon" }, icon(image), badge), h("span", { t: `tab_${name}` }));
    return [name, { button, badge }];
  });
  const all = Object.fromEntries(buttons);
  const show = (name) => {
    document.body.dataset.tab = name;
    for (const [other, { button }] of buttons) button.setAttribute("aria-current", other === name ? "page" : "false");
    bottom.onShow();
  };
  place("tabs").append(...buttons.map(([, { button }]) => button));
  const bottom = {
    show,
    onShow: () => {},
    badge(name, count) {
      all[name].badge.hidden = !count;
      all[name].badge.textContent = count;
      all[name].button.classList.toggle("calling", name === "phones" && count > 0);
    },
  };
  show("chat");
  return bottom;
}

function chatRoom(scene, bottom, phones) {
  if (!scene.bot) {
    return [h("div", { class: "empty" }, h("img", { src: "/page/icon.svg", alt: "" }), h("b", { t: "in_telegram" }), h("p", { t: "in_telegram_more" }))];
  }
  let people = null;
  const openLink = (url) => {
    const payload = startPayload(url, scene.bot);
    if (payload !== null) people.openLink(payload);
    return payload !== null;
  };
  const number = (text) => (bottom.show("phones"), phones.prepare(text));
  const view = new ChatView(scene.bot, { link: openLink, number });
  bottom.onShow = () => view.seen();
  people = new People(scene.persons, { onChoose: (conversation) => view.show(conversation), onUnread: (count) => bottom.badge("chat", count) });
  return [people.search, people.root, view.root].filter(Boolean);
}

/** Mails, where none are sent; on a wide screen one looks either at them or at the calls. */
function mailRoom(bottom) {
  const badges = [];
  const room = new MailRoom((count) => {
    bottom.badge("mail", count);
    for (const badge of badges) (badge.hidden = !count), (badge.textContent = count);
  });
  const show = (name) => {
    document.body.dataset.lower = name;
    if (name === "mail") room.seen();
  };
  place("mail").append(...room.nodes);
  for (const here of LOWER) {
    const badge = h("span", { class: "badge", hidden: true });
    badges.push(badge);
    const to = (name, ...more) => h("button", { type: "button", t: `tab_${name}`, "aria-pressed": `${name === here}`, "data-testid": `${here}-to-${name}`, on: { click: () => show(name) } }, ...more);
    const mail = h("span", { class: "lower-mail" }, to("mail"), badge);
    place(here).querySelector(".room-head").append(h("nav", { class: "lower" }, to("calls"), mail));
  }
  document.body.addEventListener("click", () => document.body.dataset.tab === "mail" && room.seen());
  show("calls");
}

async function open() {
  document.documentElement.lang = language();
  const scene = await get("/local/scene");
  top();
  const bottom = tabs(scene);
  const phones = new PhonesRoom(scene, (count) => bottom.badge("phones", count));
  place("phones").append(...phones.nodes);
  const lost = h("div", { class: "lost", role: "alert", hidden: true, t: "lost" });
  document.body.append(lost);
  place("calls").append(...new CallsRoom((there) => (lost.hidden = there)).nodes);
  scene.mail ? mailRoom(bottom) : place("mail").remove();
  place("chat").append(...chatRoom(scene, bottom, phones));
  document.addEventListener("pointerdown", soundCard, { once: true }); // browsers allow sound from a gesture on
  document.addEventListener("keydown", soundCard, { once: true });
  window.gudok = { heard: (phone) => phones.handsets.get(phone).ear.heard() }; // {peak, hz}: for tests and the curious
}

open();
