package cn.mingbai.core.audit;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Verifies the chain every night and whenever an auditor asks, and notes an anchor when it holds. */
@Component
@Internal
class AuditCheckJob implements JobKind {

    static final String NAME = "audit.verify";

    private static final Logger LOG = LoggerFactory.getLogger(AuditCheckJob.class);
    private static final LocalTime NIGHT = LocalTime.of(0, 20);

    private final AuditVerification verification;
    private final AuditAnchors anchors;

    AuditCheckJob(AuditVerification verification, AuditAnchors anchors) {
        this.verification = verification;
        this.anchors = anchors;
    }

    /**
     * What it is asked for.
     *
     * @param language of the answer
     * @param anchor one that the auditor brings, or empty
     */
    record Request(Locale language, Optional<AuditAnchor> anchor) {

        static Request parse(String text) {
            var parts = text.split(" ");
            return text.isBlank()
                    ? new Request(Texts.LOCALES.getFirst(), Optional.empty())
                    : new Request(
                            Locale.forLanguageTag(parts[0]),
                            parts.length == 1 ? Optional.empty() : AuditAnchor.parse(parts[1]));
        }

        @Override
        public String toString() {
            return language.toLanguageTag() + anchor.map(a -> " " + a).orElse("");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalTime daily() {
        return NIGHT;
    }

    @Override
    public String dailyTitle() {
        return "core.audit.verify.job";
    }

    @Override
    public void run(JobRun run) {
        var request = Request.parse(run.parameters());
        var last = anchors.now();
        var found = verification.verify(
                request.anchor(),
                (row, of) -> run.checkpoint(
                        "", (int) Math.min(row, Integer.MAX_VALUE), (int) Math.min(of, Integer.MAX_VALUE)));
        if (found.holds()) {
            // Of before the walk, which has verified it.
            last.ifPresent(anchors::note);
        } else {
            LOG.error("The audit trail does not hold: {}", found.findings().getFirst());
        }
        run.result(verification.summary(found, request.language()), null);
    }
}
