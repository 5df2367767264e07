FROM {{ base_image }}
RUN apt-get update
{% if debug %}
RUN apt-get install -y strace
{% endif %}
