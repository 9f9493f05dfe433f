"""deen: German articles into English, offline, with the names right."""
