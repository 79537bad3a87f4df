package cn.mingbai.quizzes.rules;

import cn.mingbai.quizzes.rules.Member.Life;
import cn.mingbai.quizzes.rules.Member.Relation;
import java.util.ArrayList;
import java.util.List;

/** A household that could exist: ages fit together, pupils have a pupil's age, no child earns a wage. */
public record Household(List<Member> members) {

    private static final int GENERATION = 18;
    private static final int LATEST_PARENT = 50;

    /**
     * A household.
     *
     * @throws IllegalArgumentException when it could not exist; the message says why
     */
    public Household {
        members = List.copyOf(members);
        var faults = faults(members);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a household that could exist, but " + String.join("; ", faults));
        }
    }

    /** Why these people could not be one household, in words; empty when they could. */
    public static List<String> faults(List<Member> members) {
        var faults = new ArrayList<String>();
        var applicants = members.stream()
                .filter(one -> one.relation() == Relation.APPLICANT)
                .toList();
        if (applicants.size() != 1) {
            return List.of("it has " + applicants.size() + " applicants");
        }
        var applicant = applicants.getFirst();
        if (applicant.age() < 18) {
            faults.add("the applicant is " + applicant.age());
        }
        if (members.stream().filter(one -> one.relation() == Relation.SPOUSE).count() > 1) {
            faults.add("there are two spouses");
        }
        for (var member : members) {
            if (member.age() < 0 || member.age() > 100) {
                faults.add("somebody is " + member.age());
            }
            if (!fits(member.life(), member.age())) {
                faults.add(member.life() + " at " + member.age());
            }
            switch (member.relation()) {
                case SPOUSE -> {
                    if (member.age() < 20 || Math.abs(member.age() - applicant.age()) > 15) {
                        faults.add("spouses of " + applicant.age() + " and " + member.age());
                    }
                }
                case CHILD ->
                    members.stream()
                            .filter(one -> one.relation() == Relation.APPLICANT || one.relation() == Relation.SPOUSE)
                            .filter(parent -> !generation(parent.age(), member.age()))
                            .forEach(parent ->
                                    faults.add("a parent of " + parent.age() + " with a child of " + member.age()));
                case PARENT -> {
                    if (!generation(member.age(), applicant.age())) {
                        faults.add("an applicant of " + applicant.age() + " with a parent of " + member.age());
                    }
                }
                case SIBLING -> {
                    if (Math.abs(member.age() - applicant.age()) > 25) {
                        faults.add("siblings of " + applicant.age() + " and " + member.age());
                    }
                }
                case APPLICANT -> {}
            }
        }
        return faults;
    }

    /**
     * How many count as members living together.
     *
     * <p>Source: M220 5 until June 2021; M57 7 since.
     */
    public int counted(RuleSet rules) {
        return (int) members.stream().filter(member -> counts(rules, member)).count();
    }

    /**
     * Whether somebody counts as a member living together: spouse, minor children, adult children who cannot live on
     * their own (at school up to undergraduate), others with a duty of support who live here for long; until June 2021
     * parents in any case. Not those in prison or away as clergy for three years; since July 2021 also not those in
     * compulsory rehabilitation or declared missing.
     *
     * <p>Source: M220 5 until June 2021; M57 7 since.
     */
    public static boolean counts(RuleSet rules, Member member) {
        return switch (member.life()) {
            case PRISON, CLERGY_AWAY -> false;
            case COMPULSORY_REHAB, DECLARED_MISSING -> rules == RuleSet.R17 && isKin(rules, member);
            default -> isKin(rules, member);
        };
    }

    private static boolean isKin(RuleSet rules, Member member) {
        return switch (member.relation()) {
            case APPLICANT, SPOUSE -> true;
            case CHILD -> member.age() < 18 || member.life() == Life.UNDERGRADUATE || member.life() == Life.SENIOR_HIGH;
            case PARENT -> rules == RuleSet.R17 || member.life() == Life.SUPPORTED_HERE;
            case SIBLING -> member.life() == Life.SUPPORTED_HERE;
        };
    }

    private static boolean generation(int parent, int child) {
        return parent - child >= GENERATION && parent - child <= LATEST_PARENT;
    }

    private static boolean fits(Life life, int age) {
        return switch (life) {
            case WORKS -> age >= 16 && age <= 65;
            case FARMS -> age >= 16 && age <= 80;
            case NO_WORK -> age >= 16;
            case AT_HOME -> age <= 6 || age >= 60;
            case PRIMARY_SCHOOL -> age >= 6 && age <= 12;
            case JUNIOR_HIGH -> age >= 12 && age <= 15;
            case SENIOR_HIGH -> age >= 15 && age <= 19;
            case UNDERGRADUATE -> age >= 17 && age <= 24;
            case POSTGRADUATE_AWAY -> age >= 21 && age <= 30;
            case SUPPORTED_HERE -> true;
            case PRISON, COMPULSORY_REHAB -> age >= 18;
            case DECLARED_MISSING -> age >= 18;
            case CLERGY_AWAY -> age >= 21;
        };
    }
}
