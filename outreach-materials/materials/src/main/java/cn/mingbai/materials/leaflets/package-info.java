/** The household leaflet: its text, the check before print, prints of a village, and revoking a code. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.leaflets;
