/* The operator's desk while somebody types. Without it the form works as it stands.

   What is typed travels in the body of a POST alone. Answers that come late, after a newer question, are dropped. */
(function () {
  "use strict";

  var form = document.getElementById("intake");
  if (!form || !window.fetch || !window.FormData) { return; }

  var ANSWER_AFTER = 120, SAVE_AFTER = 1200;

  function post(address, body) {
    return fetch(address, {
      method: "POST", body: body, credentials: "same-origin", headers: { "Accept": "application/json" }
    }).then(function (response) {
      if (!response.ok || (response.headers.get("Content-Type") || "").indexOf("application/json") < 0) {
        throw new Error("no answer");
      }
      return response.json();
    });
  }

  function later(delay, work) {
    var timer = 0;
    function soon() { clearTimeout(timer); timer = setTimeout(work, delay); }
    soon.cancel = function () { clearTimeout(timer); };
    return soon;
  }

  /* --- beside the form: suspected repeats, limits, the caller's history -------------------------------- */

  var beside = document.getElementById("beside"), asked = 0;

  function lookUp() {
    var mine = ++asked;
    post(form.dataset.suspects, new FormData(form)).then(function (answer) {
      if (mine !== asked) { return; }
      var here = beside.contains(document.activeElement) ? document.activeElement.id : "";
      beside.innerHTML = answer.html;
      restoreOpinions();
      offerProposals();
      offerPassages();
      if (here && document.getElementById(here)) { document.getElementById(here).focus(); }
    }).catch(function () { /* the last answer stays; registering checks again */ });
  }

  /* --- what is thought of a suspected repeat: F4 leads there, Y and N answer, Escape leads back ---------- */

  var thought = {}, cameFrom = null;

  function restoreOpinions() {
    Object.keys(thought).forEach(function (name) {
      var chosen = document.getElementById(name + "-" + thought[name]);
      if (chosen) { chosen.checked = true; }
    });
  }

  function unanswered() {
    return Array.prototype.filter.call(beside.querySelectorAll(".opinion"), function (group) {
      return !group.querySelector("input:checked");
    })[0];
  }

  function toSuspects() {
    var first = unanswered() || beside.querySelector(".opinion");
    if (!first) { return; }
    if (form.contains(document.activeElement)) { cameFrom = document.activeElement; }
    first.querySelector("input").focus();
  }

  function backToForm() { (cameFrom || content).focus(); }

  beside.addEventListener("change", function (event) {
    if (!event.target.dataset.opinion) { return; }
    thought[event.target.name] = event.target.value;
    saveSoon();
  });

  beside.addEventListener("keydown", function (event) {
    var group = event.target.closest && event.target.closest(".opinion");
    if (!group || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var answer = { y: "same", n: "other" }[event.key.toLowerCase()];
    if (event.key === "Escape") { event.preventDefault(); backToForm(); }
    if (!answer) { return; }
    event.preventDefault();
    event.stopPropagation();
    var chosen = group.querySelector('input[data-opinion="' + answer + '"]');
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    if (unanswered()) { toSuspects(); } else { backToForm(); }
  });

  /* A proposal is taken by a press; the first one taken becomes the primary type, the next ones are added. */
  function offerProposals() {
    Array.prototype.forEach.call(beside.querySelectorAll("button[data-type]"), function (button) {
      var type = document.getElementById("type-" + button.dataset.type);
      var more = document.getElementById("more-" + button.dataset.type);
      button.hidden = false;
      button.parentNode.hidden = type.checked || more.checked;
      button.addEventListener("click", function () {
        if (form.querySelector("input[name=type]:checked")) {
          more.checked = true;
        } else {
          type.checked = true;
          offerSubtypes();
          subtype.value = button.dataset.subtype;
        }
        button.parentNode.hidden = true;
        type.focus();
        type.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  }

  /* A passage of the content fills its field by a press, never by itself. */
  function offerPassages() {
    Array.prototype.forEach.call(beside.querySelectorAll("button[data-fill]"), function (button) {
      var field = form.elements[button.dataset.fill];
      button.hidden = false;
      button.addEventListener("click", function () {
        field.value = button.dataset.value;
        button.parentNode.hidden = true;
        field.focus();
        field.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
  }

  /* --- the draft ------------------------------------------------------------------------------------------ */

  var saved = document.getElementById("saved"), sent = false;

  function save() {
    if (sent) { return; }
    post(form.dataset.draft, new FormData(form)).then(function (answer) {
      saved.textContent = form.dataset.saved + " " + answer.saved;
    }).catch(function () { saved.textContent = form.dataset.unsaved; });
  }

  var lookUpSoon = later(ANSWER_AFTER, lookUp), saveSoon = later(SAVE_AFTER, save);

  /* --- the content's count, the sub-types of the chosen type ------------------------------------------- */

  var content = document.getElementById("field-content"), count = document.querySelector("[data-count]");
  var subtype = document.getElementById("field-subtype");

  function countUp() { count.textContent = Array.from(content.value.trim()).length; }

  function offerSubtypes() {
    var chosen = form.querySelector("input[name=type]:checked"), groups = subtype.querySelectorAll("optgroup");
    Array.prototype.forEach.call(groups, function (group) {
      var fits = !chosen || group.dataset.type === chosen.value;
      group.disabled = group.hidden = !fits;
      if (!fits && group.contains(subtype.options[subtype.selectedIndex])) { subtype.value = ""; }
    });
  }

  function changed() {
    countUp();
    offerSubtypes();
    lookUpSoon();
    saveSoon();
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  /* --- when the call came: a form that stood empty for an hour begins with its first letter ------------ */

  var received = form.elements.received_at, shown = received.value, opened = Date.now();

  function begin(event) {
    form.removeEventListener("input", begin);
    if (!form.dataset.begun || event.target === received || received.value !== shown) { return; }
    var wall = Date.parse(form.dataset.begun + "Z") + Date.now() - opened;
    received.value = new Date(wall).toISOString().slice(0, 16);
  }
  form.addEventListener("input", begin);

  /* --- names that go on as typed ------------------------------------------------------------------------- */

  function combo(input) {
    var list = document.createElement("ul"), at = -1, question = 0;
    list.className = "combo-list";
    list.id = input.id + "-names";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0].textContent.trim());
    input.parentNode.classList.add("combo");
    input.parentNode.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    function close() {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function typed() {
      return input.dataset.names === "accused" ? input.value.split(/[、，,;；\s]+/).pop() : input.value.trim();
    }

    function take(item) {
      var before = input.value.slice(0, input.value.length - typed().length);
      input.value = (input.dataset.names === "accused" ? before : "") + item.dataset.name;
      if (item.dataset.district && !form.elements.district.value) {
        form.elements.district.value = item.dataset.district;
      }
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function mark(to) {
      at = to;
      Array.prototype.forEach.call(list.children, function (item, place) {
        item.setAttribute("aria-selected", String(place === at));
      });
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }

    function show(names) {
      list.textContent = "";
      names.forEach(function (one, place) {
        var item = document.createElement("li"), note = document.createElement("span");
        item.id = list.id + "-" + place;
        item.dataset.name = one.name;
        item.dataset.district = one.district || "";
        item.textContent = one.name;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        note.textContent = one.note;
        item.appendChild(note);
        item.addEventListener("mousedown", function (event) { event.preventDefault(); take(item); });
        list.appendChild(item);
      });
      list.hidden = !names.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      at = -1;
    }

    function ask() {
      var mine = ++question, body = new FormData();
      if (!typed()) { close(); return; }
      body.append("csrf_token", form.elements.csrf_token.value);
      body.append("kind", input.dataset.names);
      body.append("typed", typed());
      post(form.dataset.names, body).then(function (answer) {
        if (mine === question && document.activeElement === input) { show(answer.names); }
      }).catch(close);
    }

    var askSoon = later(150, ask);
    input.addEventListener("input", askSoon);
    input.addEventListener("blur", function () { askSoon.cancel(); close(); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) { return; }
      var last = list.children.length - 1;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(at < last ? at + 1 : 0); }
      if (event.key === "ArrowUp") { event.preventDefault(); mark(at > 0 ? at - 1 : last); }
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && !event.ctrlKey) { event.preventDefault(); take(list.children[Math.max(at, 0)]); }
      if (event.key === "Tab" && at >= 0) { take(list.children[at]); }
    });
  }
  Array.prototype.forEach.call(form.querySelectorAll("input[data-names]"), combo);

  /* --- keys --------------------------------------------------------------------------------------------------- */

  function writesText(element) {
    return element.tagName === "TEXTAREA" || element.tagName === "SELECT" ||
      (element.tagName === "INPUT" && element.type !== "radio" && element.type !== "checkbox");
  }

  function choose(key) {
    var type = form.querySelector('input[name=type][data-key="' + key + '"]');
    if (!type) { return false; }
    type.checked = true;
    type.focus();
    type.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.isComposing) { return; }
    if (event.ctrlKey && event.key === "Enter") {
      event.preventDefault();
      document.getElementById("do-register").click();
    } else if (event.ctrlKey && !event.shiftKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      document.getElementById("do-record").click();
    } else if (event.key === "F2") {
      event.preventDefault();
      lookUp();
    } else if (event.key === "F4" && !event.altKey) {
      event.preventDefault();
      toSuspects();
    } else if (!event.ctrlKey && !event.metaKey && (event.altKey || !writesText(event.target)) && choose(event.key)) {
      event.preventDefault();
    }
  });

  /* Enter in a line would register half a call: only Ctrl+Enter and the button do. */
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.ctrlKey && event.target.tagName === "INPUT") { event.preventDefault(); }
  });

  document.getElementById("do-search").addEventListener("click", function (event) {
    event.preventDefault();
    lookUp();
  });

  form.addEventListener("submit", function (event) {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    lookUpSoon.cancel();
    saveSoon.cancel();
  });
  window.addEventListener("pageshow", function () { sent = false; });

  /* --- what is to be mended -------------------------------------------------------------------------------- */

  function go(link) {
    var target = document.querySelector(link.getAttribute("href"));
    if (target) { (writesText(target) ? target : target.querySelector("input") || target).focus(); }
  }
  var faults = document.querySelectorAll("#problems a");
  Array.prototype.forEach.call(faults, function (link) {
    link.addEventListener("click", function (event) { event.preventDefault(); go(link); });
  });
  if (faults.length) { go(faults[0]); }

  countUp();
  offerSubtypes();
  if (!content.value && !form.elements.phone.value) { return; }
  lookUp();
}());
