package cn.mingbai.materials.boards;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many boards there are and what was done with them. The states add up to the places.
 *
 * @param states how many places are in each state on the day; states without a place are missing
 * @param posted how many times a board was put up in the period
 * @param checked how many times one was looked at in it
 * @param takenDown how many times one was taken down in it
 */
public record BoardFigures(Map<BoardState, Long> states, long posted, long checked, long takenDown) {

    /** No places. */
    public static final BoardFigures NONE = new BoardFigures(Map.of(), 0, 0, 0);

    public BoardFigures {
        var copy = new EnumMap<BoardState, Long>(BoardState.class);
        states.forEach((state, count) -> {
            if (count != 0) {
                copy.put(state, count);
            }
        });
        states = Collections.unmodifiableMap(copy);
    }

    /** The places of these lines, without what was done. */
    public static BoardFigures of(List<BoardLine> lines) {
        var states = new EnumMap<BoardState, Long>(BoardState.class);
        lines.forEach(line -> states.merge(line.state(), 1L, Long::sum));
        return new BoardFigures(states, 0, 0, 0);
    }

    /** How many places there are. */
    public long places() {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many are in a state. */
    public long in(BoardState state) {
        return states.getOrDefault(state, 0L);
    }

    /** How many want a board to be put up. */
    public long left() {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().leavesWork())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The sum over two disjoint units. */
    public BoardFigures plus(BoardFigures other) {
        var sum = new EnumMap<BoardState, Long>(BoardState.class);
        sum.putAll(states);
        other.states.forEach((state, count) -> sum.merge(state, count, Long::sum));
        return new BoardFigures(sum, posted + other.posted, checked + other.checked, takenDown + other.takenDown);
    }
}
