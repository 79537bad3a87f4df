/** The application that ties the modules together. */
@org.jspecify.annotations.NullMarked
package cn.mingbai;
