/** While an author works: the server says when the page was built anew. */
new EventSource("/.likely/reload").addEventListener("reload", () => location.reload());
