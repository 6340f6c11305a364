import LinuxHost
import Ports
func clock() -> any TimeSource { SystemTime() }
