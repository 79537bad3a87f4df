/** Keys outside the database, column encryption. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.crypto;
