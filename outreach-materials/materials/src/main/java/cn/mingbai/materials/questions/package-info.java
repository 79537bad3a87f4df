/** The short questions that belong to the texts: shipped beside them, asked only while the text in force answers them. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.questions;
