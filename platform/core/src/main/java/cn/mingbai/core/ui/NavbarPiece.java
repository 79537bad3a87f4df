package cn.mingbai.core.ui;

import com.vaadin.flow.component.Component;

/** What a module puts into the bar above every signed-in page. Declare it as a bean; keep it small. */
public interface NavbarPiece {

    /** A new one, for one browser window. */
    Component create();
}
