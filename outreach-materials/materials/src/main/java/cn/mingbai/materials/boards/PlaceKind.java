package cn.mingbai.materials.boards;

/** What kind of place a board hangs at. */
public enum PlaceKind {
    /** 广场. */
    SQUARE,
    /** 办事大厅. */
    SERVICE_HALL,
    /** 村（社区）办公场所. */
    VILLAGE_OFFICE,
    /** 路口、街边. */
    STREET,
    /** 集市、超市. */
    MARKET,
    /** 卫生院（室）. */
    CLINIC,
    OTHER;

    /** The key of its word on screen. */
    public String key() {
        return "materials.place.kind." + name();
    }
}
