import CancelboxApp

await Cancelbox.main()
