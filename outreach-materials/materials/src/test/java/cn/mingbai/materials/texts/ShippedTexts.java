package cn.mingbai.materials.texts;

/** The shipped texts as tests of other packages need them. */
public final class ShippedTexts {

    private ShippedTexts() {}

    /** The leaflet, as its first version. */
    public static PolicyText leaflet() {
        var shipped = ShippedText.all().stream()
                .filter(text -> text.code() == TextCode.LEAFLET)
                .findFirst()
                .orElseThrow();
        return TextReader.read(shipped.code(), shipped.source(), 1).whole();
    }
}
