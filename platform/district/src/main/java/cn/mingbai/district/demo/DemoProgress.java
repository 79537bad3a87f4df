package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.identity.DemoNotice;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How far the demo district is, for the log-in page, the home page and whoever waits for it. */
@Component
@Internal
public class DemoProgress implements DemoNotice, HomeTasks {

    private static final List<DemoLogIn> LOG_INS = List.of(
            new DemoLogIn("admin", "core.role.ADMINISTRATOR"),
            new DemoLogIn("district", "core.role.DISTRICT_OFFICER"),
            new DemoLogIn("district2", "district.demo.second-officer"),
            new DemoLogIn("town", "core.role.TOWN_OFFICER"),
            new DemoLogIn("staff", "core.role.STAFF"),
            new DemoLogIn("outreach", "core.role.OUTREACH_WORKER"),
            new DemoLogIn("inspector", "core.role.INSPECTOR"),
            new DemoLogIn("auditor", "core.role.AUDITOR"),
            new DemoLogIn("security", "core.role.SECURITY_ADMINISTRATOR"));

    private enum Phase {
        NONE,
        LOADING,
        FINISHED,
        FAILED
    }

    private final Texts texts;
    private volatile Phase phase = Phase.NONE;
    private volatile boolean logInsReady;
    private volatile int percent;

    DemoProgress(Texts texts) {
        this.texts = texts;
    }

    /** Whether the whole demo district is there. */
    public boolean isFinished() {
        return phase == Phase.FINISHED;
    }

    /** Whether loading ended before all was there; only a restart goes on with it. */
    public boolean hasFailed() {
        return phase == Phase.FAILED;
    }

    /** How far the loading is, 0..100. */
    public int percent() {
        return percent;
    }

    void begin() {
        phase = Phase.LOADING;
    }

    void logInsAreReady() {
        logInsReady = true;
    }

    void reached(int percent) {
        this.percent = percent;
    }

    void finish() {
        logInsReady = true;
        percent = 100;
        phase = Phase.FINISHED;
    }

    void fail() {
        phase = Phase.FAILED;
    }

    @Override
    public Optional<List<DemoLogIn>> current() {
        return logInsReady ? Optional.of(LOG_INS) : Optional.empty();
    }

    @Override
    public boolean isDemoLogIn(String loginName) {
        return phase != Phase.NONE
                && LOG_INS.stream().anyMatch(logIn -> logIn.login().equals(loginName));
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        return switch (phase) {
            case LOADING -> List.of(new HomeTask(texts.get(locale, "district.demo.loading", percent), ""));
            case FAILED -> List.of(new HomeTask(texts.get(locale, "district.demo.failed"), ""));
            case NONE, FINISHED -> List.of();
        };
    }

    @Override
    public int order() {
        return -100;
    }
}
