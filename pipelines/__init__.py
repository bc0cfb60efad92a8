"""Item pipelines: clean, furniture, fields, normalize, stories, store. Each calls one stage of the flow."""
