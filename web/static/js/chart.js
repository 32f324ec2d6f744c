/* A chart that answers: point at a mark, or walk from mark to mark by the arrow keys, and read it below the chart.
   Without it every value still stands in the drawing and in the table behind it. */
(function () {
  "use strict";

  var STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function wake(chart) {
    var marks = Array.prototype.slice.call(chart.querySelectorAll(".mark"));
    var words = chart.querySelector(".chart-words");
    if (!marks.length || !words) { return; }

    function tell(mark) { words.textContent = mark.getAttribute("aria-label"); words.hidden = false; }

    function go(to) {
      marks.forEach(function (mark) { mark.setAttribute("tabindex", mark === to ? "0" : "-1"); });
      to.focus();
    }

    marks.forEach(function (mark, index) {
      mark.setAttribute("tabindex", index ? "-1" : "0");
      mark.addEventListener("mouseenter", function () { tell(mark); });
      mark.addEventListener("focus", function () { tell(mark); });
      mark.addEventListener("keydown", function (event) {
        var to = marks[index + (STEPS[event.key] || 0)];
        if (event.key === "Home") { to = marks[0]; }
        if (event.key === "End") { to = marks[marks.length - 1]; }
        if (to && to !== mark) { event.preventDefault(); go(to); }
      });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll(".live-chart"), wake);
}());
