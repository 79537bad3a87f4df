package cn.mingbai.courses.snapshots;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Seals a report in the background. */
@Component
class SealingJob implements JobKind {

    static final String NAME = "snapshot.seal";

    private final Sealing sealing;
    private final TransactionTemplate transactions;
    private final Texts texts;

    SealingJob(Sealing sealing, TransactionTemplate transactions, Texts texts) {
        this.sealing = sealing;
        this.transactions = transactions;
        this.texts = texts;
    }

    /**
     * What the job needs, parted by blanks.
     *
     * @param knownBefore the moment of the request
     */
    record Request(DivisionId district, LocalDate day, Instant knownBefore, Locale locale) {

        String text() {
            return district.value() + " " + day + " " + knownBefore + " " + locale.toLanguageTag();
        }

        static Request parse(String text) {
            var parts = text.split(" ");
            return new Request(
                    new DivisionId(Long.parseLong(parts[0])),
                    LocalDate.parse(parts[1]),
                    Instant.parse(parts[2]),
                    Locale.forLanguageTag(parts[3]));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** One transaction seals the whole report, or nothing: a run that was cut off begins anew. */
    @Override
    public void run(JobRun run) {
        var request = Request.parse(run.parameters());
        run.checkpoint("", 0, 1);
        var snapshot = transactions.execute(status -> {
            var id = sealing.seal(request.district(), request.day(), request.knownBefore());
            run.checkpoint(String.valueOf(id), 1, 1);
            return id;
        });
        run.result(texts.get(request.locale(), "courses.snapshot.sealed", request.day()), "rate-snapshots/" + snapshot);
    }
}
