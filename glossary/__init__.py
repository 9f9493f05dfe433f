"""Terms: what a glossary holds, where terms stand in a German text, and how they get into the English."""
