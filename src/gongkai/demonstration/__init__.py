"""An invented office with as many invented cases as asked for; every history is a legal one."""
