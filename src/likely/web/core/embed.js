if (/[?&]embed\b/.test(location.search)) document.documentElement.classList.add("embed"); // the demo alone
