/** What sheets and boards say: texts with placeholders, their versions, review and days in force, the values put in. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.texts;
