console.log(require("@team/colours").red);
