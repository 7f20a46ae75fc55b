// Presses the button of a page that only leads onwards; without it, the reader does.
document.getElementById("sign-on").requestSubmit();
