if (process.env.NODE_ENV !== "production") require("dev");
