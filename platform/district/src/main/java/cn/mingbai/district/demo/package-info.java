/** The demo district: invented people in real divisions, written through the services that real work uses. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.demo;
