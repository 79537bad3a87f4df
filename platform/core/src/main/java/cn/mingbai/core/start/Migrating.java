package cn.mingbai.core.start;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/**
 * Brings the tables up to date at a start, or says in one sentence what somebody has to do first. MariaDB commits every
 * change of a table at once, so a migration that was interrupted stays half done: nothing but the state of before it helps.
 */
@Component
class Migrating implements FlywayMigrationStrategy {

    private static final String RECOVERY = " It may be half done. Restore the backup of before the upgrade (bin/restore"
            + " --replace); if the database was new, drop it and create it again (drop database, create database). Then start"
            + " again.";

    @Override
    public void migrate(Flyway flyway) {
        try {
            refuseHalfDone(flyway);
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException failed) {
            throw refusal(flyway, failed);
        }
    }

    private static void refuseHalfDone(Flyway flyway) {
        first(flyway, MigrationState::isFailed).ifPresent(failed -> {
            throw new StartRefused("The tables of the database are not up to date: migration " + failed.getVersion()
                    + " failed at an earlier start." + RECOVERY);
        });
    }

    /** An older program does not fit newer tables, and would only find out at the first row that it writes. */
    private static void refuseNewer(Flyway flyway) {
        first(flyway, state -> state == MigrationState.FUTURE_SUCCESS || state == MigrationState.MISSING_SUCCESS)
                .ifPresent(newer -> {
                    throw new StartRefused(
                            "The tables of the database are those of another version, which made migration "
                                    + newer.getVersion()
                                    + ": start that version, or restore a backup of this one (bin/restore"
                                    + " --replace) and start again.");
                });
    }

    private static Optional<MigrationInfo> first(Flyway flyway, Predicate<MigrationState> is) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> is.test(migration.getState()))
                .findFirst();
    }

    private static StartRefused refusal(Flyway flyway, FlywayException failed) {
        Optional<MigrationInfo> migration;
        try {
            migration = first(flyway, MigrationState::isFailed);
        } catch (FlywayException noAnswer) {
            failed.addSuppressed(noAnswer);
            migration = Optional.empty();
        }
        return new StartRefused(
                migration
                        .map(half -> "The tables of the database could not be brought up to date: migration "
                                + half.getVersion() + " failed (" + reason(failed) + ")." + RECOVERY)
                        .orElseGet(
                                () -> "The tables of the database could not be brought up to date: " + reason(failed)),
                failed);
    }

    /** What the database said, or else all that Flyway says, on one line. */
    private static String reason(FlywayException failed) {
        var said = failed.getMessage();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException answer) {
                said = answer.getMessage();
            }
        }
        return String.valueOf(said).strip().replaceAll("\\s+", " ");
    }
}
