package cn.mingbai.households.ledger;

/** Names as lists show them: 王*国. */
final class Masks {

    private Masks() {}

    /** The first and the last character with a star between; of a name of two characters only the first. */
    static String name(String name) {
        var characters = name.strip().codePoints().mapToObj(Character::toString).toList();
        return switch (characters.size()) {
            case 0, 1 -> "*";
            case 2 -> characters.getFirst() + "*";
            default -> characters.getFirst() + "*" + characters.getLast();
        };
    }
}
