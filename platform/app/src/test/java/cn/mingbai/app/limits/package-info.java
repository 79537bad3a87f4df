@org.jspecify.annotations.NullMarked
package cn.mingbai.app.limits;
