/* The progress of a job, without loading the page again. Without it the page refreshes itself. */
(function () {
  "use strict";

  var AGAIN_AFTER = 1000, TRIES = 5;

  var job = document.getElementById("job");
  if (!job || !window.fetch) { return; }
  var bar = job.querySelector("progress"), step = job.querySelector(".job-step"), failed = 0;

  function show(answer) {
    if (answer.over) { window.location.reload(); return; }
    failed = 0;
    bar.value = answer.percent;
    var said = answer.step + "　" + answer.percent + "%";
    if (step.textContent !== said) { step.textContent = said; }
    setTimeout(look, AGAIN_AFTER);
  }

  function look() {
    fetch(job.dataset.progress, { credentials: "same-origin", headers: { "Accept": "application/json" } })
      .then(function (response) {
        if (!response.ok) { throw new Error("no answer"); }
        return response.json();
      })
      .then(show)
      .catch(function () {
        failed += 1;
        if (failed < TRIES) { setTimeout(look, AGAIN_AFTER * failed); } else { window.location.reload(); }
      });
  }

  look();
}());
