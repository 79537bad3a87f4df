package cn.mingbai.district.inspections;

/** The ways to inspect. */
public enum Preset {
    /** One village, by a plan for two risks: good villages seldom fail, bad ones seldom pass. */
    VILLAGE(1, 1, 0, 10),
    /** One draw from several villages together; it speaks of these villages only. */
    POOLED(2, 12, 60, 10),
    /** A district, drawn town by town in proportion. */
    DISTRICT(1, 1, 300, 30),
    /** Of a unit's training: people who count as met are called back, or asked three questions in person. */
    TRAINING(1, 1, 30, 0);

    private final int fewestUnits;
    private final int mostUnits;
    private final int reported;
    private final int unreported;

    Preset(int fewestUnits, int mostUnits, int reported, int unreported) {
        this.fewestUnits = fewestUnits;
        this.mostUnits = mostUnits;
        this.reported = reported;
        this.unreported = unreported;
    }

    /** Whether it checks households, and not people. */
    public boolean ofHouseholds() {
        return this != TRAINING;
    }

    /** How many units are named at least: villages, or one district. */
    public int fewestUnits() {
        return fewestUnits;
    }

    /** How many units are named at most. */
    public int mostUnits() {
        return mostUnits;
    }

    /** How many reported households to check if there are so many; 0 where the plan for two risks says it. */
    public int reported() {
        return reported;
    }

    /** How many unreported households to check if there are so many. */
    public int unreported() {
        return unreported;
    }
}
