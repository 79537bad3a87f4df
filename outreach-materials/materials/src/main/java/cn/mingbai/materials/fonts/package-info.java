/** The fonts and the software of what is printed, and on what terms they are used. */
@NullMarked
package cn.mingbai.materials.fonts;

import org.jspecify.annotations.NullMarked;
