package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.dossiers.Dossier.State;
import cn.mingbai.households.ledger.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 检查材料一键打包: orders, lists, hands out and destroys dossiers of towns and villages within reach. */
@Service
public class Dossiers {

    /** The most dossiers that are listed. */
    public static final int MOST = 50;

    private final DossierRows rows;
    private final DossierFolder folder;
    private final DivisionDirectory divisions;
    private final Jobs jobs;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;
    private final int keepDays;

    Dossiers(
            DossierRows rows,
            DossierFolder folder,
            DivisionDirectory divisions,
            Jobs jobs,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock,
            @Value("${mingbai.dossiers.keep-days}") int keepDays) {
        this.rows = rows;
        this.folder = folder;
        this.divisions = divisions;
        this.jobs = jobs;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.keepDays = keepDays;
    }

    /** A file that is about to be read. */
    public interface Download {

        /** What it is called, without a path. */
        String name();

        /** Writes it; {@code out} stays open. */
        void to(OutputStream out) throws IOException;
    }

    /**
     * Orders the dossier of a town or village, names masked.
     *
     * @param day the day that it speaks of, not in the future
     * @throws NotFound when the unit is out of reach
     * @throws RuleViolation when the unit is neither town nor village, or the day is still to come
     */
    @Transactional
    public DossierId order(DivisionId unit, LocalDate day, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        return ordered(unit, day, "", locale);
    }

    /**
     * The same with names of households in clear; the reason is kept in the audit trail and stands in the files.
     *
     * @param reason why, 1 to 200 characters
     */
    @Transactional
    public DossierId orderWithNames(DivisionId unit, LocalDate day, String reason, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        access.require(Action.EDIT_LEDGER, unit);
        access.requireSecondFactor();
        return ordered(unit, day, Reason.checked(reason), locale);
    }

    private DossierId ordered(DivisionId unit, LocalDate day, String reason, Locale locale) {
        if (day.isAfter(Times.today(clock))) {
            throw new RuleViolation("district.dossier.day-to-come", day);
        }
        var division = divisions
                .find(unit, day)
                .filter(found -> found.level() == Level.TOWNSHIP || found.level() == Level.VILLAGE)
                .orElseThrow(() -> new RuleViolation("district.dossier.unit", day));
        var id = rows.insert(
                unit,
                division.name(),
                day,
                reason,
                access.caller().person(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Times.today(clock).plusDays(keepDays));
        rows.setJob(
                id,
                jobs.start(
                        DossierJob.NAME,
                        unit,
                        texts.get(locale, "district.dossier.job", division.name(), day),
                        new DossierJob.Request(id, locale).text()));
        audit.record(
                "dossier.order",
                "dossier " + id.value(),
                unit,
                "as of " + day + (reason.isEmpty() ? ", masked" : ", with names: " + reason));
        return id;
    }

    /** The dossiers of the caller's reach, the latest first, at most {@value #MOST}, without their cover lists. */
    @Transactional(readOnly = true)
    public List<Dossier> list() {
        return rows.within(access.require(Action.EXPORT_FIGURES), MOST);
    }

    /**
     * One of them with its cover list.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional(readOnly = true)
    public Dossier get(DossierId id) {
        var reach = access.require(Action.EXPORT_FIGURES);
        return rows.find(id, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * Its file, written as it is decrypted; every fetching is kept in the audit trail.
     *
     * @throws NotFound when there is none within reach
     * @throws Conflict when it is not made, or destroyed
     */
    @Transactional
    public Download file(DossierId id) {
        access.require(Action.EXPORT_FIGURES);
        var dossier = get(id);
        if (dossier.withNames()) {
            access.requireSecondFactor();
        }
        switch (dossier.state()) {
            case DESTROYED -> throw new Conflict("district.dossier.destroyed");
            case UNDER_WAY, NOT_MADE -> throw new Conflict("district.dossier.not-made");
            case MADE -> {
                if (!folder.holds(id)) {
                    throw new Conflict("district.dossier.file-gone");
                }
            }
        }
        audit.record(
                "dossier.download",
                "dossier " + id.value(),
                dossier.unit(),
                dossier.withNames() ? "with names: " + dossier.reason() : "masked");
        var name = texts.get(
                Texts.LOCALES.getFirst(),
                "district.dossier.file-name",
                plain(dossier.unitName()),
                dossier.day(),
                id.value());
        return new Download() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void to(OutputStream out) throws IOException {
                try (var in = folder.read(id)) {
                    in.transferTo(out);
                }
            }
        };
    }

    /**
     * Destroys its file before its time; that it was packed, and its cover list, stay on record.
     *
     * @throws NotFound when there is none within reach
     * @throws Conflict when it is still being made
     */
    @Transactional
    public void destroy(DossierId id) {
        access.require(Action.EXPORT_FIGURES);
        var dossier = get(id);
        if (dossier.state() == State.UNDER_WAY) {
            throw new Conflict("district.dossier.not-over");
        }
        if (rows.destroy(id, clock.instant())) {
            audit.record("dossier.destroy", "dossier " + id.value(), dossier.unit(), "by hand");
        }
        // What is marked as destroyed stays so; a file that a crash leaves now is swept up at night.
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                folder.destroy(id);
            }
        });
    }

    private static String plain(String name) {
        return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    }
}
