package cn.mingbai.app.limits;

import cn.mingbai.app.checks.Break;
import cn.mingbai.app.checks.Sabotage;
import cn.mingbai.app.checks.Sabotages;
import java.util.List;

final class RateLimitSabotages implements Sabotages {

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "rate-limits-off",
                        "no source, account or phone is ever refused",
                        RateLimitsCheckTest.class,
                        Break.returning("cn.mingbai.app.limits.Limits", "take", 0L)),
                new Sabotage(
                        "proxies-trusted-by-range",
                        "whole private networks count as trusted proxies, as Tomcat has it by itself",
                        RateLimitsCheckTest.class,
                        Break.property(
                                "mingbai.proxies",
                                "10.0.0.0/8, 192.168.0.0/16, 100.64.0.0/10, 172.16.0.0/12, 127.0.0.0/8, ::1/128")));
    }
}
