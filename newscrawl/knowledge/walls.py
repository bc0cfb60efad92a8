"""How walls against crawlers look, as their makers' pages show them (collected 2024 to 2025)."""

from __future__ import annotations

# Names of scripts, cookies and variables that stand in the challenge of one product and in no article.
SCRIPT_SIGNS = (
    "__jsl_clearance",  # 加速乐
    "$_ts=window",  # 瑞数
    "$_ts.cd",
    "acw_sc__v2",  # 阿里云
    "_waf_bd8ce2ce37",
    "/_guard/auto.js",
    "wzwschallenge",  # 网宿
    "WZWS-RAY",
    "yunsuo_session_verify",  # 云锁
    "_cf_chl_opt",  # Cloudflare
    "/cdn-cgi/challenge-platform/h/",
    "_Incapsula_Resource",
    "safeline-challenge",  # 雷池
    "TencentCaptcha(",
    "initAliyunCaptcha",
    "initGeetest(",
)

# What the page says to a reader. A wall says little else; a story about walls says more.
PHRASES = (
    "安全验证",
    "访问过于频繁",
    "访问频率过高",
    "访问太频繁",
    "操作过于频繁",
    "请求过于频繁",
    "人机验证",
    "滑动验证",
    "拖动滑块",
    "输入验证码",
    "请完成验证",
    "访问验证",
    "网站防火墙",
    "请求已被拦截",
    "请求被拦截",
    "访问被拦截",
    "访问请求被阻断",
    "可能对网站造成安全威胁",
    "您的IP已被",
    "您的访问被拒绝",
    "禁止爬虫",
    "异常流量",
    "请开启JavaScript",
    "Just a moment...",
    "Checking your browser",
    "Attention Required!",
    "unusual traffic",
    "verify you are human",
    "are you a robot",
)

# Parts of an address to which a site sends whoever it takes for a crawler.
ADDRESS_SIGNS = (
    "captcha",
    "antispider",
    "anti_spider",
    "antibot",
    "anti_bot",
    "human_verify",
    "humancheck",
    "robot_check",
    "robotcheck",
    "safecheck",
    "safe_check",
    "waf_verify",
    "security_verify",
    "/verify/",
    "verify.",
    "/_guard/",
    "wappass.",
    "/sorry/index",
)
