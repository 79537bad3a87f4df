package cn.mingbai.core.identity;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the log-ins of a demo district are spared, so that anybody can look at it: the second factor, and the rules for
 * passwords beyond their length. Without a demo there is no such log-in.
 */
@Component
class DemoLogIns {

    private final ObjectProvider<DemoNotice> demo;
    private final boolean spared;

    DemoLogIns(ObjectProvider<DemoNotice> demo, @Value("${mingbai.second-factor}") String secondFactor) {
        this.demo = demo;
        this.spared = switch (secondFactor) {
            case "demo" -> true;
            case "required" -> false;
            default ->
                throw new IllegalArgumentException(
                        "expected mingbai.second-factor to be demo or required, but it is " + secondFactor);
        };
    }

    /** Whether the setting {@code mingbai.second-factor} spares this log-in the second factor. */
    boolean needNoSecondFactor(String loginName) {
        return spared && contain(loginName);
    }

    /** Whether it belongs to the demo district that this process has loaded or is loading. */
    boolean contain(String loginName) {
        return demo.stream().anyMatch(notice -> notice.isDemoLogIn(loginName));
    }
}
