print("cancelbox")
