"""The monthly bulletin 《×月生态环境信访投诉举报办理情况的通报》: its prose, its tables, its two editions."""
