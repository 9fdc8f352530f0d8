package app

answer := data.app.settings.n
