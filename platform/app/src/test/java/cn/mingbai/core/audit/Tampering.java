package cn.mingbai.core.audit;

import cn.mingbai.core.audit.AuditChain.Sealed;
import cn.mingbai.core.audit.AuditFinding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A chain of some length, and what somebody with every right on the database, but without the key, does to it. */
final class Tampering {

    /** The ways in which rows are tampered with. */
    static final int WAYS = 22;

    /** An anchor is noted every so many rows. */
    private static final int EVERY = 20;

    private final Random random;
    private final AuditSeal seal;
    private final List<Sealed> rows = new ArrayList<>();
    private final List<AuditAnchor> anchors = new ArrayList<>();
    private long head;
    private byte[] headSeal;

    /** What was done. */
    private String done = "nothing";

    /** The number of the first row that is wrong, and how it may be named. */
    private long at;

    private Set<Kind> kinds = Set.of();

    Tampering(Random random, AuditSeal seal, int length) {
        this.random = random;
        this.seal = seal;
        var before = AuditSeal.START;
        for (var id = 1; id <= length; id++) {
            var row = row();
            var content = seal.content(row);
            before = seal.seal(before, content);
            rows.add(new Sealed(id, row, content, before));
        }
        head = length;
        headSeal = before;
        rows.stream()
                .filter(row -> row.id() % EVERY == 0 && row.id() < length)
                .forEach(row -> anchors.add(AuditAnchor.of(row.id(), row.seal())));
    }

    String done() {
        return done;
    }

    long at() {
        return at;
    }

    Set<Kind> kinds() {
        return kinds;
    }

    AuditFindings verify() {
        var chain = new AuditChain(seal, anchors);
        rows.forEach(chain::accept);
        return chain.end(head, headSeal);
    }

    /** Tampers in one way at a random place. */
    void tamper(int way) {
        var last = rows.size();
        // Neither end: what happens there is a way of its own.
        var k = 1 + random.nextInt(last - 2);
        switch (way) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> edit(random.nextInt(last), way);
            case 9 -> {
                var index = random.nextInt(last);
                sealsOf(index, true, false);
                if (index == last - 1) {
                    // The head follows both: nobody can tell this from a row that was put in.
                    kinds = Set.of(Kind.INSERTED);
                }
            }
            case 10 -> sealsOf(random.nextInt(last), false, true);
            case 11 -> {
                var index = random.nextInt(last);
                edit(index, random.nextInt(9));
                sealsOf(index, true, true);
            }
            case 12 -> delete(random.nextInt(last - 1), false);
            case 13 -> delete(random.nextInt(last - 1), true);
            case 14 -> {
                var id = rows.get(k).id();
                rows.set(k, numbered(rows.get(k), id + last * 2L));
                rows.add(rows.remove(k));
                expect("number of row " + id + " changed", id, Kind.MISSING);
            }
            case 15 -> insert(k, forged(), Kind.INSERTED);
            case 16 -> insert(k, rows.get((k + 2 + random.nextInt(last - 3)) % last), Kind.MOVED);
            case 17 -> {
                insert(last, forged(), Kind.INSERTED);
                head = rows.getLast().id();
                headSeal = rows.getLast().seal();
            }
            case 18 -> swap(k, k + 1);
            case 19 -> swap(random.nextInt(k), k);
            case 20 -> cut(false);
            default -> cut(true);
        }
    }

    private void edit(int index, int column) {
        var old = rows.get(index);
        var row = old.row();
        var edited = switch (column) {
            case 0 -> copy(row, row.at().plusNanos(1000L * (1 + random.nextInt(1_000_000))), row.person());
            case 1 -> copy(row, row.at(), row.person() == null ? Long.valueOf(7) : null);
            case 2 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor() + "甲",
                        row.what(),
                        row.subject(),
                        row.division(),
                        row.details(),
                        row.refused(),
                        row.address());
            case 3 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what() + "x",
                        row.subject(),
                        row.division(),
                        row.details(),
                        row.refused(),
                        row.address());
            // From one column into the next, so that both together read as before.
            case 4 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what(),
                        "",
                        row.division(),
                        row.subject() + row.details(),
                        row.refused(),
                        row.address());
            case 5 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what(),
                        row.subject(),
                        row.division() == null ? Long.valueOf(0) : null,
                        row.details(),
                        row.refused(),
                        row.address());
            case 6 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what(),
                        row.subject(),
                        row.division(),
                        row.details().substring(1),
                        row.refused(),
                        row.address());
            case 7 ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what(),
                        row.subject(),
                        row.division(),
                        row.details(),
                        !row.refused(),
                        row.address());
            default ->
                new AuditRow(
                        row.at(),
                        row.person(),
                        row.actor(),
                        row.what(),
                        row.subject(),
                        row.division(),
                        row.details(),
                        row.refused(),
                        row.address() == null ? "" : null);
        };
        rows.set(index, new Sealed(old.id(), edited, old.content(), old.seal()));
        expect("column " + column + " of row " + old.id() + " edited", old.id(), Kind.CHANGED);
    }

    private static AuditRow copy(AuditRow row, Instant at, Long person) {
        return new AuditRow(
                at,
                person,
                row.actor(),
                row.what(),
                row.subject(),
                row.division(),
                row.details(),
                row.refused(),
                row.address());
    }

    private void sealsOf(int index, boolean content, boolean chain) {
        var old = rows.get(index);
        rows.set(
                index,
                new Sealed(old.id(), old.row(), content ? bytes(16) : old.content(), chain ? bytes(32) : old.seal()));
        expect(done + "; seals of row " + old.id() + " replaced", old.id(), Kind.CHANGED);
    }

    private void delete(int index, boolean renumber) {
        var id = rows.remove(index).id();
        if (renumber) {
            for (var i = index; i < rows.size(); i++) {
                rows.set(i, numbered(rows.get(i), i + 1));
            }
        }
        expect("row " + id + " deleted" + (renumber ? ", the rest renumbered" : ""), id, Kind.MISSING);
    }

    private void insert(int index, Sealed row, Kind kind) {
        rows.add(index, row);
        for (var i = index; i < rows.size(); i++) {
            rows.set(i, numbered(rows.get(i), i + 1));
        }
        expect("a row put in as " + (index + 1) + ", " + kind, index + 1, kind);
    }

    private void swap(int one, int other) {
        var kept = rows.get(one);
        rows.set(one, numbered(rows.get(other), one + 1));
        rows.set(other, numbered(kept, other + 1));
        expect("rows " + (one + 1) + " and " + (other + 1) + " swapped", one + 1, Kind.MOVED);
    }

    /** Takes rows off the end, from the last anchor at the latest, and sets the head back; or the application goes on then. */
    private void cut(boolean goesOn) {
        var keep = 1 + random.nextInt((int) anchors.getLast().id() - 1);
        var length = rows.size();
        rows.subList(keep, length).clear();
        var before = rows.getLast().seal();
        while (goesOn && rows.size() < length) {
            var row = row();
            var content = seal.content(row);
            before = seal.seal(before, content);
            rows.add(new Sealed(rows.size() + 1, row, content, before));
        }
        head = rows.size();
        headSeal = before;
        expect(
                "cut off behind row " + keep + (goesOn ? ", and gone on" : ""),
                goesOn ? keep / EVERY * EVERY + 1 : keep + 1,
                Kind.CUT_OFF);
    }

    private void expect(String what, long first, Kind kind) {
        done = what;
        at = first;
        kinds = Set.of(kind);
    }

    private Sealed forged() {
        return new Sealed(0, row(), bytes(16), bytes(32));
    }

    private static Sealed numbered(Sealed row, long id) {
        return new Sealed(id, row.row(), row.content(), row.seal());
    }

    private AuditRow row() {
        return new AuditRow(
                Instant.ofEpochSecond(1_790_000_000L + random.nextInt(1_000_000), 1000L * random.nextInt(1_000_000)),
                random.nextInt(4) == 0 ? null : random.nextLong(1000),
                "演示" + random.nextInt(100),
                "test.change",
                "subject " + random.nextInt(),
                random.nextInt(4) == 0 ? null : random.nextLong(1000),
                "𠮷 details " + random.nextLong(),
                random.nextInt(10) == 0,
                random.nextBoolean() ? null : "10.0.0." + random.nextInt(256));
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
