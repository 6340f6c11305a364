import CancelboxApp

await runCancelbox()
