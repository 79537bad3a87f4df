package cn.mingbai.app.checks;

import java.util.List;
import java.util.Optional;

final class SessionSabotages implements Sabotages {

    @Override
    public List<Sabotage> all() {
        return List.of(new Sabotage(
                "session-without-end",
                "a session ends for no reason: not idle, not old, not after a reset",
                "cn.mingbai.app.LogInModuleTest",
                Break.returning("cn.mingbai.core.identity.SessionRules", "end", Optional.empty())));
    }
}
