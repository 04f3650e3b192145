"""Qiangzhen 强镇: administrative powers handed down to townships, lawfully and traceably."""
