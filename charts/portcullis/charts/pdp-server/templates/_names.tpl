{{- define "pdp-server.name" -}}
{{ printf "%s-pdp-server" .Release.Name | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "pdp-server.selector" -}}
app.kubernetes.io/name: pdp-server
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pdp-server.labels" -}}
{{ include "pdp-server.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: portcullis
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "pdp-server.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* What every container of ours may do: nothing but run. */}}
{{- define "pdp-server.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
