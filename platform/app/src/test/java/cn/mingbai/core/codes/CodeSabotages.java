package cn.mingbai.core.codes;

import cn.mingbai.app.checks.Break;
import cn.mingbai.app.checks.Sabotage;
import cn.mingbai.app.checks.Sabotages;
import java.util.List;

final class CodeSabotages implements Sabotages {

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "codes-not-revoked",
                        "a code that was revoked goes on opening its page",
                        CodesCheckTest.class,
                        Break.skipping("cn.mingbai.core.codes.Codes", "revoke")),
                new Sabotage(
                        "codes-all-alike",
                        "a code is not derived from what it stands for: all are the same",
                        CodesCheckTest.class,
                        Break.returning("cn.mingbai.core.codes.Codes", "derive", "0".repeat(26))));
    }
}
