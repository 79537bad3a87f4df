package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.materials.texts.TextDesk;
import cn.mingbai.materials.texts.TextSource;
import cn.mingbai.materials.texts.TextUse;
import cn.mingbai.materials.texts.TextUses;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** The rows of the texts that are printed: only what puts a village's values in names a division. */
final class TextsAccessRows implements AccessRows {

    private static final Role[] EVERYBODY = Role.values();

    @Override
    public void add(Table table) {
        table.read(TextUses.class, "script", DivisionId.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.script(target.village()));
        table.read(TextUses.class, "missing", TextCode.class, DivisionId.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.missing(TextCode.LEAFLET, target.village()));
        table.read(TextUses.class, "write", TextCode.class, TextUse.class, DivisionId.class, OutputStream.class)
                .by(EVERYBODY)
                .call((bean, target) -> {
                    var out = new ByteArrayOutputStream();
                    bean.write(TextCode.LEAFLET, TextUse.SCRIPT, target.village(), out);
                    return out.toByteArray();
                });
        table.read(
                        TextDesk.class,
                        "preview",
                        TextCode.class,
                        TextSource.class,
                        TextUse.class,
                        DivisionId.class,
                        OutputStream.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> {
                    var out = new ByteArrayOutputStream();
                    bean.preview(
                            TextCode.LEAFLET,
                            bean.inWork(TextCode.LEAFLET).source(),
                            TextUse.SHEET,
                            target.village(),
                            out);
                    return out.toByteArray();
                });
        table.route("texts", EVERYBODY);
        table.route("texts/:text", EVERYBODY);
        table.route("texts/:text/edit", DISTRICT_OFFICER);
        table.endpoint("GET", "/P/{place}")
                .open(200)
                .marks(HouseholdsAccessRows::group)
                .request(target -> get("/P/" + target.villageCode()));
        table.endpoint("GET", "/p/{place}")
                .open(200)
                .marks(HouseholdsAccessRows::group)
                .request(target -> get("/p/" + target.villageCode()));
    }
}
