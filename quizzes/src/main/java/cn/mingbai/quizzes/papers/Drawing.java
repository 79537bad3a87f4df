package cn.mingbai.quizzes.papers;

import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A blueprint held against the questions in use, ready to draw papers. Made once and used by many; draws do not
 * disturb each other.
 *
 * <p>All papers drawn are <em>balanced</em>: each has, part by part, the number of questions that the blueprint says,
 * and in all the same number of questions of difficulty 1, of 2 and of 3, where the questions of a scenario count each
 * with the scenario's difficulty. That {@link #spread()} is worked out once, the same on every node: of the dozen
 * nearest to what drawing blindly would give on average, the one under which the most questions come up. No question is drawn twice for one paper.
 * Every point named in a part is asked in that part in every paper, except those in {@link #unasked()}.
 */
public final class Drawing {

    private static final int DIFFICULTIES = 3;
    /** Above the most questions of a paper, so that two counts fit into one number. */
    private static final int BASE = Blueprint.MOST_QUESTIONS + 1;

    private static final int SPREADS_TRIED = 12;
    private static final int TRIES_BEFORE = 60;
    private static final int TRIES_PER_PAPER = 30;
    private static final int MOST_STEPS = 20_000;

    private final List<Item> items;
    private final List<PartPlan> parts;
    /** For each part, the spreads that it and those after it can have together. */
    private final List<Set<Integer>> reachable;

    private final int[] spread;
    private final List<List<Item>> witness;
    private final List<Set<String>> promised;
    private final List<Unasked> unasked;

    /**
     * A point that a part names and that no paper is sure to ask about there.
     *
     * @param part the part's number, from 1
     */
    public record Unasked(int part, String point) {}

    /** A question or scenario that may be drawn. */
    private record Item(int index, Versioned versioned, int weight, int difficulty, Set<String> points) {}

    /** A place for an item; difficulty 0 takes all. */
    private record Slot(int part, int difficulty, int weight) {}

    /** How many questions of each difficulty a part has. */
    private record Vector(int[] counts, double ways) {
        int code() {
            return counts[0] * BASE + counts[1];
        }
    }

    /** How many items of each weight make up a number of questions; index 0 is weight 1. */
    private record Composition(int[] items, double ways) {}

    private static final class PartPlan {
        final Blueprint.Part part;
        final boolean[] fits;
        final List<Vector> vectors = new ArrayList<>();
        /** By difficulty less one, then by the number of questions. */
        final List<List<List<Composition>>> compositions = new ArrayList<>();

        final List<Composition> anyDifficulty;
        final int most;

        PartPlan(Blueprint.Part part, List<Item> items) {
            this.part = part;
            fits = new boolean[items.size()];
            for (var item : items) {
                fits[item.index()] = fits(part, item);
            }
            var mine = items.stream().filter(item -> fits[item.index()]).toList();
            var all = compositions(mine, part.count());
            anyDifficulty = all.get(part.count());
            var best = part.count();
            while (best > 0 && all.get(best).isEmpty()) {
                best--;
            }
            most = best;
            for (var difficulty = 1; difficulty <= DIFFICULTIES; difficulty++) {
                var of = difficulty;
                compositions.add(compositions(
                        mine.stream().filter(item -> item.difficulty() == of).toList(), part.count()));
            }
            for (var one = 0; one <= part.count(); one++) {
                for (var two = 0; one + two <= part.count(); two++) {
                    var three = part.count() - one - two;
                    var ways = ways(0, one) * ways(1, two) * ways(2, three);
                    if (ways > 0) {
                        vectors.add(new Vector(new int[] {one, two, three}, ways));
                    }
                }
            }
        }

        private double ways(int difficulty, int count) {
            return compositions.get(difficulty).get(count).stream()
                    .mapToDouble(Composition::ways)
                    .sum();
        }

        /** Adds the items that papers with this vector may hold. */
        void addItems(Vector vector, List<Item> items, Set<Item> found) {
            for (var item : items) {
                var ways = compositions.get(item.difficulty() - 1).get(vector.counts()[item.difficulty() - 1]);
                if (fits[item.index()]
                        && ways.stream()
                                .anyMatch(way ->
                                        way.items().length >= item.weight() && way.items()[item.weight() - 1] > 0)) {
                    found.add(item);
                }
            }
        }

        private static boolean fits(Blueprint.Part part, Item item) {
            var question = item.versioned().question();
            var skill = question.about().skill();
            return (part.points().isEmpty() || item.points().stream().anyMatch(part.points()::contains))
                    && (part.difficulties().isEmpty() || part.difficulties().contains(item.difficulty()))
                    && (part.skills().isEmpty()
                            || (skill != null && part.skills().contains(skill)))
                    && (part.kinds().isEmpty()
                            || part.kinds().contains(cn.mingbai.quizzes.questions.QuestionJson.kind(question)));
        }
    }

    private Drawing(
            List<Item> items,
            List<PartPlan> parts,
            List<Set<Integer>> reachable,
            int[] spread,
            List<List<Item>> witness,
            List<Set<String>> promised) {
        this.items = items;
        this.parts = parts;
        this.reachable = reachable;
        this.spread = spread;
        this.witness = witness;
        this.promised = promised;
        var without = new ArrayList<Unasked>();
        for (var part = 0; part < parts.size(); part++) {
            for (var point : parts.get(part).part.points()) {
                if (!promised.get(part).contains(point)) {
                    without.add(new Unasked(part + 1, point));
                }
            }
        }
        unasked = List.copyOf(without);
    }

    /**
     * Why papers cannot be drawn, or empty when they can.
     *
     * @param pool the questions in use; scenarios that this program does not know are left aside
     * @throws IllegalArgumentException when the blueprint is none
     */
    public static Optional<Shortage> shortage(Blueprint blueprint, List<Versioned> pool) {
        requireWhole(blueprint);
        var items = items(pool);
        return shortage(plans(blueprint, items), items);
    }

    /**
     * Makes ready to draw.
     *
     * @param pool the questions in use, in the order of their codes
     * @throws cn.mingbai.core.error.RuleViolation when the pool cannot fill a part; the sentence names it, what it needs
     *     and what there is
     * @throws IllegalArgumentException when the blueprint is none
     */
    public static Drawing of(Blueprint blueprint, List<Versioned> pool) {
        requireWhole(blueprint);
        var items = items(pool);
        var parts = plans(blueprint, items);
        shortage(parts, items).ifPresent(short_ -> {
            throw short_.refusal();
        });
        return prepared(items, parts);
    }

    /** How many questions every paper has. */
    public int size() {
        return spread[0] + spread[1] + spread[2];
    }

    /** How many questions of difficulty 1, 2 and 3 every paper has. */
    public List<Integer> spread() {
        return Arrays.stream(spread).boxed().toList();
    }

    /** The points that the parts name and that papers may be without: there is no question, or no room. */
    public List<Unasked> unasked() {
        return unasked;
    }

    /**
     * Draws a paper: parts in the blueprint's order, the questions in each, their options and made-up cases at random; a
     * scenario's questions stand together.
     *
     * @param random secret to the person: who knew its seed knew the case and its key
     */
    public List<Versioned> draw(Random random) {
        var drawn = assigned(random);
        var paper = new ArrayList<Versioned>();
        for (var part : drawn) {
            var inOrder = new ArrayList<>(part);
            Collections.shuffle(inOrder, random);
            inOrder.forEach(item -> Showing.shown(item.versioned(), random).forEach(paper::add));
        }
        return List.copyOf(paper);
    }

    private List<List<Item>> assigned(Random random) {
        for (var tries = 0; tries < TRIES_PER_PAPER; tries++) {
            var found = attempt(random, spread, promised, true);
            if (found != null) {
                return found;
            }
        }
        return witness;
    }

    private static void requireWhole(Blueprint blueprint) {
        blueprint.broken().ifPresent(fault -> {
            throw new IllegalArgumentException("expected a blueprint, but got " + fault);
        });
    }

    private static List<Item> items(List<Versioned> pool) {
        var items = new ArrayList<Item>();
        for (var versioned : pool) {
            if (Showing.isDrawable(versioned)) {
                var about = versioned.question().about();
                items.add(new Item(
                        items.size(),
                        versioned,
                        Showing.weight(versioned),
                        Math.clamp(about.difficulty(), 1, DIFFICULTIES),
                        Set.copyOf(about.points())));
            }
        }
        return List.copyOf(items);
    }

    private static List<PartPlan> plans(Blueprint blueprint, List<Item> items) {
        return blueprint.parts().stream().map(part -> new PartPlan(part, items)).toList();
    }

    private static Optional<Shortage> shortage(List<PartPlan> parts, List<Item> items) {
        for (var part = 0; part < parts.size(); part++) {
            var plan = parts.get(part);
            if (plan.most < plan.part.count()) {
                return Optional.of(new Shortage(part + 1, plan.part.count(), plan.most, false));
            }
        }
        for (var part = 1; part < parts.size(); part++) {
            var upTo = parts.subList(0, part + 1);
            if (new Existence(upTo, items).find() == null) {
                return Optional.of(shared(upTo, items));
            }
        }
        return Optional.empty();
    }

    /** How much of the last part is left when the others are filled. */
    private static Shortage shared(List<PartPlan> parts, List<Item> items) {
        var last = parts.getLast().part;
        for (var count = last.count() - 1; count > 0; count--) {
            var fewer = new ArrayList<>(parts.subList(0, parts.size() - 1));
            fewer.add(new PartPlan(
                    new Blueprint.Part(last.points(), last.difficulties(), last.kinds(), last.skills(), count), items));
            if (fewer.getLast().most == count && new Existence(fewer, items).find() != null) {
                return new Shortage(parts.size(), last.count(), count, true);
            }
        }
        return new Shortage(parts.size(), last.count(), 0, true);
    }

    private static Drawing prepared(List<Item> items, List<PartPlan> parts) {
        var some = new Existence(parts, items).find();
        if (some == null) {
            throw new IllegalStateException("expected a paper after none was found missing");
        }
        var reachable = reachable(parts);
        var candidates = new ArrayList<>(reachable.getFirst().stream()
                .sorted(Comparator.comparingDouble((Integer code) -> distance(code, parts, items))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SPREADS_TRIED)
                .toList());
        var comingUp = comingUp(candidates, parts, reachable, items);
        // Stable: among those that let as many questions come up, the nearest stays first.
        candidates.sort(Comparator.comparing(comingUp::get).reversed());
        var askable = new ArrayList<Set<String>>();
        for (var plan : parts) {
            var points = new TreeSet<String>();
            items.stream().filter(item -> plan.fits[item.index()]).forEach(item -> points.addAll(item.points()));
            points.retainAll(plan.part.points());
            askable.add(points);
        }
        // Always the same draws, so that every node comes to the same spread.
        var random = new Random(26);
        var best = new Drawing(items, parts, reachable, spreadOf(some), some, asked(some, askable));
        var all = askable.stream().mapToInt(Set::size).sum();
        var met = false;
        for (var code : candidates) {
            for (var tries = 0; tries < TRIES_BEFORE; tries++) {
                var target = counts(code, best.size());
                var found = best.attempt(random, target, askable, false);
                if (found == null) {
                    continue;
                }
                var asked = asked(found, askable);
                if (!met || sum(asked) > sum(best.promised)) {
                    best = new Drawing(items, parts, reachable, target, found, asked);
                    met = true;
                }
                if (sum(asked) == all) {
                    return best;
                }
            }
        }
        return best;
    }

    /** For each spread, how many items are in a paper of it; parts that share items are taken as if they did not. */
    private static Map<Integer, Integer> comingUp(
            List<Integer> spreads, List<PartPlan> parts, List<Set<Integer>> reachable, List<Item> items) {
        var counts = new HashMap<Integer, Integer>();
        for (var spread : spreads) {
            Set<Integer> before = Set.of(0);
            var found = new HashSet<Item>();
            for (var part = 0; part < parts.size(); part++) {
                var plan = parts.get(part);
                var after = reachable.get(part + 1);
                var next = new HashSet<Integer>();
                for (var vector : plan.vectors) {
                    for (var sum : before) {
                        if (after.contains(spread - sum - vector.code())) {
                            next.add(sum + vector.code());
                            plan.addItems(vector, items, found);
                        }
                    }
                }
                before = next;
            }
            counts.put(spread, found.size());
        }
        return counts;
    }

    private static int sum(List<Set<String>> sets) {
        return sets.stream().mapToInt(Set::size).sum();
    }

    private static List<Set<String>> asked(List<List<Item>> drawn, List<Set<String>> askable) {
        var asked = new ArrayList<Set<String>>();
        for (var part = 0; part < drawn.size(); part++) {
            var points = new TreeSet<String>();
            drawn.get(part).forEach(item -> points.addAll(item.points()));
            points.retainAll(askable.get(part));
            asked.add(points);
        }
        return asked;
    }

    private static int[] spreadOf(List<List<Item>> drawn) {
        var spread = new int[DIFFICULTIES];
        drawn.forEach(part -> part.forEach(item -> spread[item.difficulty() - 1] += item.weight()));
        return spread;
    }

    private static int[] counts(int code, int size) {
        return new int[] {code / BASE, code % BASE, size - code / BASE - code % BASE};
    }

    /** The square of how far a spread is from what blind drawing gives on average. */
    private static double distance(int code, List<PartPlan> parts, List<Item> items) {
        var mean = new double[DIFFICULTIES];
        var size = 0;
        for (var plan : parts) {
            size += plan.part.count();
            var there = new double[DIFFICULTIES];
            items.stream()
                    .filter(item -> plan.fits[item.index()])
                    .forEach(item -> there[item.difficulty() - 1] += item.weight());
            var all = Arrays.stream(there).sum();
            for (var i = 0; i < DIFFICULTIES; i++) {
                mean[i] += plan.part.count() * there[i] / all;
            }
        }
        var counts = counts(code, size);
        var distance = 0.0;
        for (var i = 0; i < DIFFICULTIES; i++) {
            distance += (counts[i] - mean[i]) * (counts[i] - mean[i]);
        }
        return distance;
    }

    private static List<Set<Integer>> reachable(List<PartPlan> parts) {
        var reachable = new ArrayList<Set<Integer>>();
        Set<Integer> after = Set.of(0);
        reachable.add(after);
        for (var part = parts.size() - 1; part >= 0; part--) {
            var sums = new HashSet<Integer>();
            for (var vector : parts.get(part).vectors) {
                for (var rest : after) {
                    sums.add(vector.code() + rest);
                }
            }
            reachable.addFirst(sums);
            after = sums;
        }
        return List.copyOf(reachable);
    }

    /**
     * Tries to draw with this spread.
     *
     * @param points those to be asked about, by part
     * @param must whether all of them have to be
     * @return the items by part, or null when this try comes to nothing
     */
    private @Nullable List<List<Item>> attempt(Random random, int[] target, List<Set<String>> points, boolean must) {
        var slots = slots(random, target);
        if (slots == null) {
            return null;
        }
        var order = new ArrayList<>(items);
        Collections.shuffle(order, random);
        var matching = new Matching(parts, slots, order);
        for (var part = 0; part < parts.size(); part++) {
            if (!cover(matching, part, points.get(part), random) && must) {
                return null;
            }
        }
        return matching.fill() ? matching.byPart(parts.size()) : null;
    }

    private static boolean cover(Matching matching, int part, Set<String> points, Random random) {
        if (points.isEmpty()) {
            return true;
        }
        var left = new ArrayList<>(points);
        Collections.shuffle(left, random);
        var all = true;
        while (!left.isEmpty()) {
            var point = left.removeFirst();
            var scarce = matching.free(part) <= left.size();
            var found = matching.fixOne(part, point, scarce ? new HashSet<>(left) : Set.of());
            if (found == null) {
                all = false;
            } else {
                left.removeAll(found.points());
            }
        }
        return all;
    }

    /** Places for items, of this spread in all; null when a part has no way left. */
    private @Nullable List<Slot> slots(Random random, int[] target) {
        var slots = new ArrayList<Slot>();
        var left = target[0] * BASE + target[1];
        for (var part = 0; part < parts.size(); part++) {
            var plan = parts.get(part);
            var after = reachable.get(part + 1);
            var rest = left;
            var open = plan.vectors.stream()
                    .filter(vector -> vector.counts()[0] <= rest / BASE
                            && vector.counts()[1] <= rest % BASE
                            && after.contains(rest - vector.code()))
                    .toList();
            if (open.isEmpty()) {
                return null;
            }
            var vector = open.get(
                    pick(random, open.stream().mapToDouble(Vector::ways).toArray()));
            left -= vector.code();
            for (var i = 0; i < DIFFICULTIES; i++) {
                var ways = plan.compositions.get(i).get(vector.counts()[i]);
                var composition = ways.get(pick(
                        random, ways.stream().mapToDouble(Composition::ways).toArray()));
                addSlots(slots, part, i + 1, composition);
            }
        }
        return slots;
    }

    private static void addSlots(List<Slot> slots, int part, int difficulty, Composition composition) {
        for (var weight = 1; weight <= composition.items().length; weight++) {
            for (var i = 0; i < composition.items()[weight - 1]; i++) {
                slots.add(new Slot(part, difficulty, weight));
            }
        }
    }

    private static int pick(Random random, double[] ways) {
        if (ways.length == 1) {
            return 0;
        }
        var at = random.nextDouble() * Arrays.stream(ways).sum();
        for (var i = 0; i < ways.length; i++) {
            at -= ways[i];
            if (at < 0) {
                return i;
            }
        }
        return ways.length - 1;
    }

    /** By the number of questions, 0 to {@code most}: the ways to make it up of items of these weights. */
    private static List<List<Composition>> compositions(List<Item> items, int most) {
        var heaviest = items.stream().mapToInt(Item::weight).max().orElse(1);
        var there = new int[heaviest];
        items.forEach(item -> there[item.weight() - 1]++);
        var found = new ArrayList<List<Composition>>();
        for (var count = 0; count <= most; count++) {
            found.add(new ArrayList<>());
        }
        compose(there, heaviest, new int[heaviest], 0, 1, most, found);
        return found;
    }

    private static void compose(
            int[] there, int weight, int[] taken, int sum, double ways, int most, List<List<Composition>> found) {
        if (weight == 0) {
            found.get(sum).add(new Composition(taken.clone(), ways));
            return;
        }
        for (var n = 0; n <= there[weight - 1] && sum + n * weight <= most; n++) {
            taken[weight - 1] = n;
            compose(there, weight - 1, taken, sum + n * weight, ways * choose(there[weight - 1], n), most, found);
        }
        taken[weight - 1] = 0;
    }

    private static double choose(int of, int count) {
        var ways = 1.0;
        for (var i = 0; i < count; i++) {
            ways = ways * (of - i) / (i + 1);
        }
        return ways;
    }

    /** Places matched with items along augmenting paths: whenever all places can be filled, they are. */
    private static final class Matching {
        private final List<PartPlan> parts;
        private final List<Slot> slots;
        private final List<Item> order;
        private final @Nullable Item[] fixed;
        private final boolean[] taken;
        private int[] slotOf = new int[0];

        Matching(List<PartPlan> parts, List<Slot> slots, List<Item> order) {
            this.parts = parts;
            this.slots = slots;
            this.order = order;
            fixed = new @Nullable Item[slots.size()];
            taken = new boolean[order.size()];
        }

        /** How many places of a part are not fixed. */
        int free(int part) {
            var free = 0;
            for (var slot = 0; slot < slots.size(); slot++) {
                if (fixed[slot] == null && slots.get(slot).part() == part) {
                    free++;
                }
            }
            return free;
        }

        /**
         * Fixes an item of the part that asks about the point, so that the rest can still be filled.
         *
         * @param also other points, of which one item should ask about as many as it can
         * @return the item, or null when there is none
         */
        @Nullable
        Item fixOne(int part, String point, Set<String> also) {
            var candidates = new ArrayList<>(order.stream()
                    .filter(item -> !taken[item.index()] && item.points().contains(point))
                    .toList());
            if (!also.isEmpty()) {
                candidates.sort(Comparator.comparingLong((Item item) ->
                                item.points().stream().filter(also::contains).count())
                        .reversed());
            }
            for (var item : candidates) {
                for (var slot = 0; slot < slots.size(); slot++) {
                    if (fixed[slot] == null && slots.get(slot).part() == part && fits(slot, item)) {
                        fixed[slot] = item;
                        taken[item.index()] = true;
                        if (fill()) {
                            return item;
                        }
                        fixed[slot] = null;
                        taken[item.index()] = false;
                        break;
                    }
                }
            }
            return null;
        }

        /** Fills the places that are not fixed; whether all could be. */
        boolean fill() {
            slotOf = new int[order.size()];
            Arrays.fill(slotOf, -1);
            for (var slot = 0; slot < slots.size(); slot++) {
                if (fixed[slot] == null && !augment(slot, new boolean[order.size()])) {
                    return false;
                }
            }
            return true;
        }

        private boolean augment(int slot, boolean[] seen) {
            for (var item : order) {
                var index = item.index();
                if (!seen[index] && !taken[index] && fits(slot, item)) {
                    seen[index] = true;
                    if (slotOf[index] < 0 || augment(slotOf[index], seen)) {
                        slotOf[index] = slot;
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean fits(int slot, Item item) {
            var place = slots.get(slot);
            return place.weight() == item.weight()
                    && (place.difficulty() == 0 || place.difficulty() == item.difficulty())
                    && parts.get(place.part()).fits[item.index()];
        }

        List<List<Item>> byPart(int count) {
            var found = new ArrayList<List<Item>>();
            for (var part = 0; part < count; part++) {
                found.add(new ArrayList<>());
            }
            for (var slot = 0; slot < slots.size(); slot++) {
                var item = fixed[slot];
                if (item != null) {
                    found.get(slots.get(slot).part()).add(item);
                }
            }
            for (var item : order) {
                var slot = slotOf[item.index()];
                if (slot >= 0) {
                    found.get(slots.get(slot).part()).add(item);
                }
            }
            return found;
        }
    }

    /**
     * Looks for one way to fill all parts, whatever the difficulty. With scenarios of several sizes wanted by several
     * parts that is a hard problem in theory; the search ends after a number of steps that no bank comes near.
     */
    private static final class Existence {
        private final List<PartPlan> parts;
        private final List<Item> items;
        private final List<Slot> slots = new ArrayList<>();
        private int steps;

        Existence(List<PartPlan> parts, List<Item> items) {
            this.parts = parts;
            this.items = items;
        }

        @Nullable
        List<List<Item>> find() {
            return from(0);
        }

        private @Nullable List<List<Item>> from(int part) {
            var matching = new Matching(parts, slots, items);
            if (!matching.fill()) {
                return null;
            }
            if (part == parts.size()) {
                return matching.byPart(part);
            }
            for (var composition : parts.get(part).anyDifficulty) {
                if (++steps > MOST_STEPS) {
                    return null;
                }
                var before = slots.size();
                addSlots(slots, part, 0, composition);
                var found = from(part + 1);
                if (found != null) {
                    return found;
                }
                slots.subList(before, slots.size()).clear();
            }
            return null;
        }
    }
}
