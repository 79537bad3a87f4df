@org.jspecify.annotations.NullMarked
package cn.mingbai.core.codes;
